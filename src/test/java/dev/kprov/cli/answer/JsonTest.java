package dev.kprov.cli.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void every_character_survives() throws Exception {
        StringBuilder all = new StringBuilder("\ud83d\ude00 \ud83d");
        for (char c = 0; c < 0x300; c++) {
            all.append(c);
        }

        JsonNode read = new ObjectMapper().readTree(Json.of(Map.of("text", all.toString())));

        assertThat(read.path("text").asText()).isEqualTo(all.toString());
    }

    @Test
    void every_kind_of_value_is_what_it_is() throws Exception {
        JsonNode read = new ObjectMapper()
                .readTree(Json.of(List.of(1, true, "x", Optional.empty(), Optional.of(2), List.of(), Map.of())));

        assertThat(read).hasToString("[1,true,\"x\",null,2,[],{}]");
    }
}
