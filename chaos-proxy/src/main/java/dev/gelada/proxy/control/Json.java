package dev.gelada.proxy.control;

import java.util.List;

/**
 * A JSON value as it was written: members in their order and as often as they were given, numbers
 * as text, each value with its place. Ordinary trees forget these, and Toxiproxy's way of reading
 * needs them.
 */
sealed interface Json {
  /** Where it begins. */
  At at();

  /** What it is, in words for errors. */
  String kind();

  /** What it would be in Java; only for showing it. */
  Object plain();

  record At(int line, int column) {
    @Override
    public String toString() {
      return line + ":" + column;
    }
  }

  record Member(At at, String name, Json value) {}

  record Obj(At at, List<Member> members) implements Json {
    public Obj {
      members = List.copyOf(members);
    }

    @Override
    public String kind() {
      return "object";
    }

    @Override
    public Object plain() {
      return "an object";
    }
  }

  record Arr(At at, List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "array";
    }

    @Override
    public Object plain() {
      return "an array";
    }
  }

  record Text(At at, String value) implements Json {
    @Override
    public String kind() {
      return "string";
    }

    @Override
    public Object plain() {
      return value;
    }
  }

  record Num(At at, String literal) implements Json {
    @Override
    public String kind() {
      return "number";
    }

    /** Whole numbers that fit are {@link Long}s; all others stay as they were written. */
    @Override
    public Object plain() {
      try {
        return Long.valueOf(literal);
      } catch (NumberFormatException notWhole) {
        return literal;
      }
    }
  }

  record Flag(At at, boolean value) implements Json {
    @Override
    public String kind() {
      return "bool";
    }

    @Override
    public Object plain() {
      return value;
    }
  }

  record Nil(At at) implements Json {
    @Override
    public String kind() {
      return "null";
    }

    @Override
    public Object plain() {
      return "null";
    }
  }
}
