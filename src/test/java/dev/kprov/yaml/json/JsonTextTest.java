package dev.kprov.yaml.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void one_object_or_a_list_of_them_is_read() {
        assertThat(JsonText.objects("{\"a\": 1}")).isEqualTo(List.of(Map.of("a", 1)));
        assertThat(JsonText.objects("[{\"a\": \"x\"}, 2, {}]")).isEqualTo(List.of(Map.of("a", "x"), Map.of()));
    }

    @Test
    void what_is_no_json_or_no_object_is_none() {
        assertThat(List.of("", "plain", "{", "null", "\"text\"", "[]"))
                .allSatisfy(text -> assertThat(JsonText.objects(text)).isEmpty());
    }

    @Test
    void values_are_given_as_texts() {
        Map<?, ?> object = JsonText.objects("{\"a\": true, \"b\": null}").getFirst();
        assertThat(JsonText.text(object, "a")).isEqualTo("true");
        assertThat(JsonText.text(object, "b")).isEmpty();
        assertThat(JsonText.text(object, "c")).isEmpty();
    }
}
