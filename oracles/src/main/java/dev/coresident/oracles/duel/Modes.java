package dev.coresident.oracles.duel;

/** The flags that stand at a place of a tree. */
record Modes(boolean caseless, boolean dotAll, boolean multiLine, boolean dollarEndOnly) {
    /** Of a rule's flags, letters of {@code ism8HD}. */
    static Modes of(String flags) {
        return new Modes(flags.contains("i"), flags.contains("s"), flags.contains("m"), flags.contains("D"));
    }

    /** Behind the opening of a group: nothing, {@code ?:}, or flags as in {@code ?s-i:}. */
    Modes behind(String opening) {
        Modes now = this;
        boolean on = true;
        for (int i = 0; i < opening.length(); i++) {
            switch (opening.charAt(i)) {
                case '-' -> on = false;
                case 'i' -> now = new Modes(on, now.dotAll, now.multiLine, dollarEndOnly);
                case 's' -> now = new Modes(now.caseless, on, now.multiLine, dollarEndOnly);
                case 'm' -> now = new Modes(now.caseless, now.dotAll, on, dollarEndOnly);
                default -> {}
            }
        }
        return now;
    }
}
