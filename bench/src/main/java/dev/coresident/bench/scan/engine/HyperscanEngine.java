package dev.coresident.bench.scan.engine;

import com.gliwka.hyperscan.wrapper.Database;
import com.gliwka.hyperscan.wrapper.Expression;
import com.gliwka.hyperscan.wrapper.Scanner;
import java.util.ArrayList;
import java.util.List;

/** Hyperscan 5.4.0 behind its Java wrapper, which makes an object of every match. Native code for Linux, macOS and Windows on x86-64. */
final class HyperscanEngine implements Engine {
    private final Workload workload;
    private final Database database;
    private final Scanner scanner;

    HyperscanEngine(Workload workload) throws Exception {
        this.workload = workload;
        List<Expression> expressions = new ArrayList<>();
        for (int rule = 0; rule < workload.patterns().size(); rule++) {
            expressions.add(new Expression(workload.patterns().get(rule), rule));
        }
        database = Database.compile(expressions);
        scanner = new Scanner();
        scanner.allocScratch(database);
    }

    /** False if Hyperscan can be asked here and refuses the pattern. */
    static boolean takes(String pattern) {
        try {
            return new Expression(pattern).validate().isValid();
        } catch (LinkageError e) {
            return true; // no native code for this machine: it will not take part
        }
    }

    @Override
    public long scan() throws Exception {
        long found = 0;
        for (int file = 0; file < workload.files().size(); file++) {
            found += scanner.scan(database, workload.text(file)).size();
        }
        return found;
    }

    @Override
    public void close() {
        scanner.close();
        database.close();
    }
}
