package dev.kprov.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an API server said of a cluster of three hosts that kubeadm had made, as far as kprov looks at it: recorded,
/// but for the times. Where it says too little, each start of kprov pays for what was never loaded here.
///
/// @param answers by path
record PlayedCluster(Map<String, String> answers) {
    /// Recorded an hour after it was made, just now.
    static PlayedCluster read() throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (InputStream in = PlayedCluster.class.getResourceAsStream("cluster.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("NOW", now.toString())
                    .replace("EARLIER", now.minus(Duration.ofHours(1)).toString());
            return new PlayedCluster(text.lines()
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(' ')),
                            line -> content(line.substring(line.indexOf(' ') + 1)))));
        }
    }

    /// What is no JSON is several lines of text.
    private static String content(String answer) {
        return answer.startsWith("{") ? answer : answer.replace("\\n", "\n");
    }

    /// Empty where there is no such thing.
    ///
    /// @param request its path, with its query
    Optional<String> answer(String request) {
        int query = request.indexOf('?');
        return Optional.ofNullable(answers.get(query < 0 ? request : request.substring(0, query)));
    }
}
