package dev.watchword.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few members of an object, in their order and unmodifiable. A row of names and values: a
 * handful of them needs no hash map and its entries.
 */
final class PlainObject extends AbstractMap<String, @Nullable Object> {
  private final @Nullable Object[] row;
  private final int end;

  /**
   * Members.
   *
   * @param row names and values in turn, not changed from now on
   * @param end how much of the row is used
   */
  PlainObject(@Nullable Object[] row, int end) {
    this.row = row;
    this.end = end;
  }

  /** Where a name stands in a row; -1 for nowhere. */
  static int find(@Nullable Object[] row, int end, @Nullable Object name) {
    for (int i = 0; i < end; i += 2) {
      Object known = row[i];
      if (known != null && known.equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int at = find(row, end, name);
    return at < 0 ? null : row[at + 1];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return find(row, end, name) >= 0;
  }

  @Override
  public int size() {
    return end / 2;
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return end / 2;
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public Map.Entry<String, @Nullable Object> next() {
      if (next >= end) {
        throw new NoSuchElementException();
      }
      next += 2;
      return new SimpleImmutableEntry<>(
          (String) Objects.requireNonNull(row[next - 2]), row[next - 1]);
    }
  }
}
