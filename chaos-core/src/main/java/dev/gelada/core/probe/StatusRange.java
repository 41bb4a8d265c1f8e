package dev.gelada.core.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP status codes as a file writes them: {@code 2xx}, {@code 200}, {@code 200-299}, and several
 * of these with commas.
 *
 * @param ranges pairs of first and last
 */
record StatusRange(List<int[]> ranges) {
  private static final Pattern PART = Pattern.compile("([1-5])xx|([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");

  static StatusRange parse(String text) {
    List<int[]> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "status '" + text + "' is not like 2xx, 200, 200-299 or 200,404");
      }
      if (matcher.group(1) != null) {
        int hundred = Integer.parseInt(matcher.group(1)) * 100;
        ranges.add(new int[] {hundred, hundred + 99});
      } else {
        int first = Integer.parseInt(matcher.group(2));
        int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
        ranges.add(new int[] {first, last});
      }
    }
    return new StatusRange(List.copyOf(ranges));
  }

  boolean has(int status) {
    return ranges.stream().anyMatch(range -> range[0] <= status && status <= range[1]);
  }
}
