package dev.coresident.automata.span;

/** Random access to an input, for the thread that finds its spans. Must not change while spans are found. */
public interface ByteSource {

    /** The input's length in bytes. */
    long length();

    /** The byte at an offset from 0 to {@code length() - 1}, as 0 to 255. Reads cluster: a cached window serves them well. */
    int byteAt(long offset);
}
