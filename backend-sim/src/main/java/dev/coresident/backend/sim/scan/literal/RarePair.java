package dev.coresident.backend.sim.scan.literal;

import dev.coresident.backend.sim.scan.window.BytePair;

/** The two rarest bytes of a text; the same one twice if it has one. */
final class RarePair {
    private static final int CASE_BIT = 0x20;

    private RarePair() {}

    /** Of an image's first text. */
    static BytePair of(LiteralImage image) {
        boolean caseless = image.isCaseless(0);
        int length = image.length(0);
        int first = 0;
        for (int i = 1; i < length; i++) {
            first = rarity(image, i) > rarity(image, first) ? i : first;
        }
        int second = length > 1 && first == 0 ? 1 : 0;
        for (int i = 0; i < length; i++) {
            second = i != first && rarity(image, i) > rarity(image, second) ? i : second;
        }
        byte one = image.bytes[first];
        byte other = image.bytes[second];
        long oneCase = caseBit(one, caseless);
        long otherCase = caseBit(other, caseless);
        return new BytePair(first, second, (one & 0xFFL) | oneCase, (other & 0xFFL) | otherCase, oneCase, otherCase);
    }

    private static int rarity(LiteralImage image, int offset) {
        return ByteRarity.of(image.bytes[offset], image.isCaseless(0));
    }

    private static long caseBit(byte value, boolean caseless) {
        return caseless && value >= 'a' && value <= 'z' ? CASE_BIT : 0;
    }
}
