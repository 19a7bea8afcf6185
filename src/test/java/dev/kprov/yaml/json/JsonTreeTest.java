package dev.kprov.yaml.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class JsonTreeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void writes_every_kind_of_value_as_jackson_does() throws Exception {
        ObjectNode tree = (ObjectNode) JSON.readTree("""
                {"text": "ü \\" \\n \\\\ \\u0007", "yes": true, "no": false, "none": null, "whole": 9007199254740993,
                 "part": -1.5e-3, "list": [1, [], {}, ["a", {"b": "c"}]], "object": {}}
                """);

        assertThat(JsonTree.line(tree)).isEqualTo(JSON.writeValueAsString(tree) + "\n");
        assertThat(JsonTree.page(tree))
                .isEqualTo(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
    }
}
