package dev.kprov.installer.kubespray;

import java.util.Comparator;

/// Versions such as `1.36.4`, number by number.
final class VersionOrder implements Comparator<String> {
    @Override
    public int compare(String one, String other) {
        String[] left = one.split("[^0-9]+", -1);
        String[] right = other.split("[^0-9]+", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = Long.compare(number(left, i), number(right, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static long number(String[] parts, int index) {
        return index < parts.length && !parts[index].isEmpty() && parts[index].length() < 10
                ? Long.parseLong(parts[index])
                : 0;
    }
}
