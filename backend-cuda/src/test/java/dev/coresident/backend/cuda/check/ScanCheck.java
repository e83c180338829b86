package dev.coresident.backend.cuda.check;

import dev.coresident.automata.match.Report;
import dev.coresident.automata.scan.ScanOptions;
import java.util.List;

/** Scans beside the simulator's, byte for byte; then throughput on the device, end to end, and of the bus alone. */
final class ScanCheck {
    private static final int TURNS = 3;

    private final Sheet sheet;
    private final List<RuleTexts> works;
    private final int residentBytes;
    private final int chunk;
    private final List<Integer> tenants;

    ScanCheck(Sheet sheet, List<RuleTexts> works, int residentBytes, int chunk, List<Integer> tenants) {
        this.sheet = sheet;
        this.works = works;
        this.residentBytes = residentBytes;
        this.chunk = chunk;
        this.tenants = tenants;
    }

    /** The same files, the same rules, both reports, two sizes of chunks. */
    void parity() throws Exception {
        sheet.section("Parity with the simulator", "workload", "report", "chunk", "matches as text", "");
        for (RuleTexts work : works) {
            for (Report report : List.of(Report.ENDS, Report.SPANS)) {
                for (int bytes : List.of(chunk, 4 * chunk)) {
                    ScanOptions options =
                            ScanOptions.defaults().withReport(report).withChunkBytes(bytes);
                    String here = matches("cuda", work, options);
                    boolean same = here.equals(matches("sim", work, options));
                    sheet.row(
                            work.name(),
                            report.toString(),
                            Integer.toString(bytes),
                            here.length() + " bytes",
                            same ? "the same" : "**DIFFERENT**");
                    if (!same) {
                        sheet.fail("the matches of " + work.name() + " differ from the simulator's");
                    }
                }
            }
        }
    }

    private static String matches(String backend, RuleTexts work, ScanOptions options) throws Exception {
        try (Scans scans = new Scans(backend, work, 1, options)) {
            return scans.matches();
        }
    }

    /** GB/s by workload and tenants. */
    void throughput() throws Exception {
        sheet.section(
                "Scanning (GB/s; on the device: input lies there; end to end: files in, matches out)",
                "workload",
                "tenants",
                "copies alone",
                "on the device",
                "walked",
                "end to end",
                "each turn on the device");
        for (RuleTexts work : works) {
            for (int count : tenants) {
                row(work, count);
            }
        }
        sheet.line("");
        sheet.line(
                "Copies alone are the bus's measured limit. End to end over the lesser of the two other rates is how far copies and"
                        + " scans overlap; at that quotient near 1 the lesser of them binds, below it the host (reading files, ordering matches).");
    }

    private void row(RuleTexts work, int count) throws Exception {
        double[] copies = new double[TURNS];
        double[] resident = new double[TURNS];
        double walked;
        try (ResidentScans scans = new ResidentScans(work, count, residentBytes, chunk)) {
            scans.scan();
            for (int turn = 0; turn < TURNS; turn++) {
                copies[turn] = residentBytes / scans.copy() / 1e9;
                resident[turn] = scans.bytesEachPass() / scans.scan() / 1e9;
            }
            walked = scans.walked();
            if (scans.faulted() != 0) {
                sheet.fail(scans.faulted() + " scan slots of " + work.name() + " faulted");
            }
        }
        double[] whole = new double[TURNS];
        try (Scans scans = new Scans("cuda", work, count, ScanOptions.defaults().withReport(Report.ENDS))) {
            scans.count();
            for (int turn = 0; turn < TURNS; turn++) {
                long began = System.nanoTime();
                scans.count();
                whole[turn] = (double) work.bytes() * count / (System.nanoTime() - began);
            }
        }
        sheet.row(
                work.name(),
                Integer.toString(count),
                Sheet.number(Sheet.median(copies)),
                Sheet.number(Sheet.median(resident)),
                Sheet.number(walked),
                Sheet.number(Sheet.median(whole)),
                Sheet.joined(resident));
    }
}
