package dev.coresident.console.rules;

import dev.coresident.formats.imported.ImportedRules;
import dev.coresident.formats.imported.Remark;
import java.io.IOException;

/** Prints what files became, one after the other. */
interface RulePrinter {

    /** Prints the rules and remarks of one file. */
    void print(String file, ImportedRules rules) throws IOException;

    /** The word for the kind of a remark. */
    static String kind(Remark remark) {
        return switch (remark) {
            case Remark.NotMapped _ -> "not mapped";
            case Remark.Widened _ -> "widened";
            case Remark.Note _ -> "note";
        };
    }
}
