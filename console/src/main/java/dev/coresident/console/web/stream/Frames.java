package dev.coresident.console.web.stream;

import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.json.EventJson;
import dev.coresident.console.web.json.Json;
import dev.coresident.console.web.json.KernelJson;
import dev.coresident.console.web.json.LedgerJson;
import dev.coresident.console.web.json.TenantJson;
import dev.coresident.console.web.sample.LoggedEvent;
import dev.coresident.console.web.sample.Sample;
import dev.coresident.console.web.sample.TenantFigures;
import dev.coresident.ledger.LedgerSnapshot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/** Server-sent events as bytes. A frame is made once and shared by all clients. */
final class Frames {
    /** Says that the server lives when nothing else is to be said. */
    static final byte[] BEAT = ": beat\n\n".getBytes(StandardCharsets.UTF_8);

    private Frames() {}

    /** Everything: what a client begins with. */
    static byte[] full(Sample sample) {
        return frame("full", "", json -> {
            json.open();
            KernelJson.write(json.name("kernel"), sample);
            json.name("tenants").openArray();
            sample.tenants().forEach(tenant -> TenantJson.row(json, tenant));
            json.closeArray();
            LedgerSnapshot ledger = sample.kernel().ledger();
            LedgerJson.totals(json.name("ledger"), ledger);
            json.name("accounts").openArray();
            ledger.accounts().forEach(row -> LedgerJson.account(json, row));
            json.closeArray().close();
        });
    }

    /** What differs from the sample before: rows that changed, and the keys of rows that are gone. */
    static byte[] delta(Sample before, Sample now) {
        IdentityHashMap<TenantFigures, Boolean> same = new IdentityHashMap<>();
        Set<TenantFigures.Key> gone = new HashSet<>();
        for (TenantFigures tenant : before.tenants()) {
            same.put(tenant, true);
            gone.add(tenant.key());
        }
        Set<LedgerSnapshot.Row> known = new HashSet<>(before.kernel().ledger().accounts());
        return frame("delta", "", json -> {
            json.open();
            KernelJson.write(json.name("kernel"), now);
            json.name("tenants").openArray();
            for (TenantFigures tenant : now.tenants()) {
                gone.remove(tenant.key());
                if (!same.containsKey(tenant)) {
                    TenantJson.row(json, tenant);
                }
            }
            json.closeArray().name("gone").openArray();
            for (TenantFigures.Key key : gone) {
                json.openArray().number(key.id()).number(key.generation()).closeArray();
            }
            json.closeArray();
            ledgers(json, before.kernel().ledger(), now.kernel().ledger(), known);
            json.close();
        });
    }

    private static void ledgers(
            JsonLine json, LedgerSnapshot before, LedgerSnapshot now, Set<LedgerSnapshot.Row> known) {
        LedgerJson.totals(json.name("ledger"), now);
        json.name("accounts").openArray();
        for (LedgerSnapshot.Row row : now.accounts()) {
            if (!known.contains(row)) {
                LedgerJson.account(json, row);
            }
        }
        json.closeArray();
        // Rows fold rarely; then the whole list goes out anew.
        if (now.retired().accounts() != before.retired().accounts()) {
            json.name("allAccounts").openArray();
            now.accounts().forEach(row -> LedgerJson.account(json, row));
            json.closeArray();
        }
    }

    /** One event with the id that a client comes back with. */
    static byte[] event(EventId id, LoggedEvent event) {
        return frame("event", "id: " + id + "\n", json -> EventJson.write(json, event));
    }

    /** Some events are not kept any more. */
    static byte[] gap(long missing) {
        return frame("gap", "", json -> json.open().member("missing", missing).close());
    }

    private static byte[] frame(String name, String id, Consumer<JsonLine> data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((id + "event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(Json.bytes(data));
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
