package dev.kprov.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Guesses which word was meant.
public final class Nearest {
    private static final int LONGEST_WORD = 64;
    private static final int SHORTEST_START = 4;

    private Nearest() {}

    /// The choice that differs from the word by a few letters at most, or starts with it; case, `-` and `_` do not
    /// count.
    public static Optional<String> to(String word, Collection<String> choices) {
        String plain = plain(word);
        if (plain.isEmpty() || plain.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        return choices.stream()
                .filter(choice -> isNear(plain, plain(choice)))
                .min(Comparator.comparingInt((String choice) -> distance(plain, plain(choice)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static boolean isNear(String word, String choice) {
        int tolerance = Math.min(3, Math.max(1, Math.min(word.length(), choice.length()) / 3));
        return (word.length() >= SHORTEST_START && choice.startsWith(word)) || distance(word, choice) <= tolerance;
    }

    /// Letters to add, drop, change or swap with their neighbour.
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int cheapest(int[][] steps, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
