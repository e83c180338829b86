package dev.coresident.backend.aparapi.kernel;

/** Where things stand in the arrays of {@link RoundKernel}, in words. The kernel's text gets the same numbers by name. */
public final class LaunchLayout {
    /** Words before the tables in {@code memory}. */
    public static final int MEMORY_HEADER = 64;
    /** Launches so far, counted on the device. */
    public static final int LAUNCHES_AT = 0;
    /** Attempts of the debug log. */
    public static final int ATTEMPTED_AT = 32;
    /** Words behind the heap, so that a transition out of a wrong image still reads memory of the array. */
    public static final int MEMORY_GUARD = 512;

    /** Word of {@code in}: what to do. */
    public static final int IN_MODE = 0;
    /** Word of {@code in}: entries, patches, or words to fetch. */
    public static final int IN_COUNT = 1;
    /** Word of {@code in}: comes back in {@link #OUT_ECHO}. */
    public static final int IN_ECHO = 2;
    /**
     * Word of {@code in}: steps that a scan or a worklist may take in one launch. A step is a byte, an edge, a candidate or an event; it
     * is cut where it has taken so many, between two bytes or indices.
     */
    public static final int IN_SCAN_STEPS = 3;
    /** Word of {@code in}: where to fetch from. */
    public static final int IN_FETCH_FROM = 4;
    /** Word of {@code in}: where the tenant rows stand in {@code memory}. */
    public static final int IN_TENANT_ROWS_AT = 5;
    /** Word of {@code in}: tenant rows. */
    public static final int IN_TENANT_ROWS = 6;
    /** Word of {@code in}: where the op rows stand. */
    public static final int IN_OP_ROWS_AT = 7;
    /** Word of {@code in}: op rows. */
    public static final int IN_OP_ROWS = 8;
    /** Word of {@code in}: where the handle rows stand. */
    public static final int IN_HANDLE_ROWS_AT = 9;
    /** Word of {@code in}: handle rows. */
    public static final int IN_HANDLE_ROWS = 10;
    /** Word of {@code in}: where the observables stand. */
    public static final int IN_OBSERVABLE_AT = 11;
    /** Word of {@code in}: words of all observable windows. */
    public static final int IN_OBSERVABLE_WORDS = 12;
    /** Word of {@code in}: where the debug records stand. */
    public static final int IN_DEBUG_AT = 13;
    /** Word of {@code in}: debug records. */
    public static final int IN_DEBUG_RECORDS = 14;
    /** Word of {@code in}: where the heap stands. */
    public static final int IN_HEAP_AT = 15;
    /** Word of {@code in}: words of the heap. */
    public static final int IN_HEAP_WORDS = 16;
    /** Word of {@code in}: 1 if the host serves LOAD_MISS. */
    public static final int IN_SERVICES = 17;
    /** Word of {@code in}: the next ticket; in a line of its own. */
    public static final int IN_TICKET = 32;
    /** First entry in {@code in}. */
    public static final int ENTRIES_AT = 64;
    /** Words of an entry: the slot, then the following. */
    public static final int ENTRY_WORDS = 32;
    /** Word of an entry: the slot's index in the whole ring. */
    public static final int ENTRY_SLOT = 16;
    /** Word of an entry: the level it was claimed from. */
    public static final int ENTRY_LEVEL = 17;
    /** Word of an entry: 1 if a scan goes on. */
    public static final int ENTRY_RESUMED = 18;
    /** Word of an entry: how far the scan is. */
    public static final int ENTRY_SCAN = 20;

    /** Word of a scan: where the image stands. */
    public static final int SCAN_IMAGE = 0;
    /** Word of a scan: first input byte in {@code memory}, low word. */
    public static final int SCAN_INPUT_LOW = 1;
    /** Word of a scan: first input byte in {@code memory}, high word. */
    public static final int SCAN_INPUT_HIGH = 2;
    /** Word of a scan: input bytes. */
    public static final int SCAN_BYTES = 3;
    /** Word of a scan: where the first event goes. */
    public static final int SCAN_OUTPUT = 4;
    /** Word of a scan: events that fit. */
    public static final int SCAN_CAPACITY = 5;
    /** Word of a scan: the row that was reached; of an NFA image, where its state stands. */
    public static final int SCAN_ROW = 6;
    /** Word of a scan: bytes consumed. */
    public static final int SCAN_CONSUMED = 7;
    /** Word of a scan: events written. */
    public static final int SCAN_EVENTS = 8;
    /** Word of a scan: flags not yet served. */
    public static final int SCAN_FLAGS = 9;
    /** Word of a scan, or of a worklist: the op's kind. */
    public static final int SCAN_KIND = 10;
    /** Words of a scan, and of a worklist. */
    public static final int SCAN_WORDS = 11;

    /** Word of a worklist: first input byte in {@code memory}, low word. */
    public static final int PAIRS_INPUT_LOW = 1;
    /** Word of a worklist: first input byte in {@code memory}, high word. */
    public static final int PAIRS_INPUT_HIGH = 2;
    /** Word of a worklist: where the tasks that it took stand. */
    public static final int PAIRS_TASKS = 3;
    /** Word of a worklist: where its output begins. */
    public static final int PAIRS_OUTPUT = 4;
    /** Word of a worklist: the index that it goes on at. */
    public static final int PAIRS_INDEX = 5;
    /** Word of a worklist: the first task whose pair is in neither set. */
    public static final int PAIRS_UNREAD = 6;
    /** Word of a worklist: events written. */
    public static final int PAIRS_EVENTS = 7;
    /** Word of a worklist: pairs visited. */
    public static final int PAIRS_VISITS = 8;
    /** Word of a worklist: 1 if the second set holds the pairs of the index. */
    public static final int PAIRS_SWAPPED = 9;

    /** Word of {@code out}: launches so far. */
    public static final int OUT_LAUNCHES = 0;
    /** Word of {@code out}: what {@link #IN_ECHO} was. */
    public static final int OUT_ECHO = 1;
    /** Word of {@code out}: attempts of the debug log so far; the greatest value is the right one. */
    public static final int OUT_ATTEMPTED = 2;
    /** Word of {@code out}: by how many steps a slot took more in one launch than it might; the most so far. */
    public static final int OUT_MOST_OVER = 3;
    /** First outcome in {@code out}. */
    public static final int OUTCOMES_AT = 16;
    /** Words of an outcome. */
    public static final int OUTCOME_WORDS = 16;
    /** Word of an outcome: 0, a fault, or one of the codes below 0. */
    public static final int OUT_CODE = 0;
    /** Word of an outcome: the first of four results. */
    public static final int OUT_R0 = 1;
    /** Word of an outcome: how far a scan is that goes on. */
    public static final int OUT_SCAN = 5;

    /** Outcome: the slot is a fence. */
    public static final int OUTCOME_FENCE = -1;
    /** Outcome: the host asks the device to stop. */
    public static final int OUTCOME_SHUTDOWN = -2;
    /** Outcome: the scan was cut and goes on in the next launch. */
    public static final int OUTCOME_CONTINUE = -3;
    /** Outcome: the slot asks the host, which ends it. */
    public static final int OUTCOME_HANDED = -4;

    /** Mode: execute entries. */
    public static final int MODE_RUN = 0;
    /** Mode: spread the patches of {@code bulk} over {@code memory}. */
    public static final int MODE_BRING = 1;
    /** Mode: gather words of {@code memory} in {@code bulk}. */
    public static final int MODE_FETCH = 2;

    /** Word of {@code bulk} after words were fetched: what {@link #IN_ECHO} was. */
    public static final int BULK_ECHO = 0;
    /** First word of {@code bulk} that was fetched. */
    public static final int BULK_FETCHED_AT = 16;

    /** Words of a patch. */
    public static final int PATCH_WORDS = 5;
    /** Word of a patch: where it goes in {@code memory}. */
    public static final int PATCH_TO = 0;
    /** Word of a patch: where it stands in {@code bulk}. */
    public static final int PATCH_FROM = 1;
    /** Word of a patch: words. */
    public static final int PATCH_COUNT = 2;
    /** Word of a patch: bits of the first word that stay as they are. */
    public static final int PATCH_KEEP_FIRST = 3;
    /** Word of a patch: bits of the last word that stay as they are. */
    public static final int PATCH_KEEP_LAST = 4;

    private LaunchLayout() {}
}
