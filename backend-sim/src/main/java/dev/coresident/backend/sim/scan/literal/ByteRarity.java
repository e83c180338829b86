package dev.coresident.backend.sim.scan.literal;

/** How common bytes are in what people scan: text, source, logs. A guess that costs time where it is wrong. */
final class ByteRarity {
    /** The most common first, upper and lower case apart; bytes that are not here are rare. */
    private static final String COMMON =
            " etaoinsrlhdcumpfg\nwyb.,v0k1-_/\"=:2;()x53'49687\tTASCIEjNqRPz>MOLDFBHW<GU{}+[]*VKY&XJ#Q?!ZM|$%@\\^~`\r";

    private ByteRarity() {}

    /** Rising with rarity. */
    static int of(byte value, boolean caseless) {
        int at = COMMON.indexOf(value & 0xFF);
        int rarity = at < 0 ? COMMON.length() : at;
        return caseless
                ? Math.min(rarity, value >= 'a' && value <= 'z' ? of((byte) (value - 32), false) : rarity)
                : rarity;
    }
}
