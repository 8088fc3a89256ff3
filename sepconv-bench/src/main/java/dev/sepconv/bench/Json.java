package dev.sepconv.bench;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// JSON of records: their components, nothing else.
final class Json {
  private Json() {}

  static ObjectMapper mapper() {
    return JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();
  }
}
