package dev.coresident.console.web.json;

import dev.coresident.console.json.JsonLine;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.LedgerSnapshot;
import dev.coresident.ledger.Purpose;
import java.util.Locale;

/** Ledgers of a sample. A ceiling that was not set is left out. */
public final class LedgerJson {
    private LedgerJson() {}

    /** An object with the totals and all accounts, opened and closed here. */
    public static void write(JsonLine json, LedgerSnapshot ledger) {
        json.open();
        totals(json.name("totals"), ledger);
        json.name("accounts").openArray();
        ledger.accounts().forEach(row -> account(json, row));
        json.closeArray()
                .name("retired")
                .open()
                .member("accounts", ledger.retired().accounts())
                .member("refused", ledger.retired().refused())
                .close();
        LedgerSnapshot.PoolFigures pool = ledger.pool();
        json.name("pool")
                .open()
                .member("allocatedBytes", pool.allocatedBytes())
                .member("ownBytes", pool.ownBytes())
                .member("peakBytes", pool.peakBytes())
                .name("purposes");
        purposes(json, pool.purposes());
        json.close().close();
    }

    /** The ledger as a whole, an object. */
    public static void totals(JsonLine json, LedgerSnapshot ledger) {
        LedgerSnapshot.Totals totals = ledger.totals();
        json.open().member("currentBytes", totals.currentBytes()).member("peakBytes", totals.peakBytes());
        if (totals.ceilingBytes() != LedgerOptions.UNLIMITED) {
            json.member("ceilingBytes", totals.ceilingBytes());
        }
        json.member("refused", totals.refused())
                .member("openLeases", totals.openLeases())
                .close();
    }

    /** One account, an object. */
    public static void account(JsonLine json, LedgerSnapshot.Row row) {
        json.open()
                .member("principal", Integer.toUnsignedLong(row.principal()))
                .member("generation", Integer.toUnsignedLong(row.generation()))
                .member("label", row.label())
                .member("standing", row.standing().name().toLowerCase(Locale.ROOT))
                .member("currentBytes", row.currentBytes())
                .member("touchedBytes", row.touchedBytes())
                .member("peakBytes", row.peakBytes());
        if (row.ceilingBytes() != LedgerOptions.UNLIMITED) {
            json.member("ceilingBytes", row.ceilingBytes());
        }
        json.member("refused", row.refused()).name("purposes");
        purposes(json, row.purposes());
        json.close();
    }

    private static void purposes(JsonLine json, LedgerSnapshot.PurposeBytes figures) {
        json.open();
        for (Purpose purpose : Purpose.values()) {
            long bytes = figures.of(purpose);
            if (bytes != 0) {
                json.member(purpose.name().toLowerCase(Locale.ROOT), bytes);
            }
        }
        json.close();
    }
}
