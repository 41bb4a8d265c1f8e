package dev.gelada.proxy.control;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param method HTTP's
 * @param target as it stands in the request line
 * @param query what stands behind the path, the last of each name
 * @param agent the user agent; empty if it does not say
 * @param credentials of the header Authorization; empty for none
 * @param body its bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once, compared by nobody
record Call(
    String method,
    Target target,
    Map<String, String> query,
    String agent,
    String credentials,
    byte[] body) {

  Optional<String> asked(String name) {
    @Nullable String value = query.get(name);
    return Optional.ofNullable(value);
  }
}
