package dev.coresident.stress.lincheck;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** How much a check tries: little in every build, {@code -Dcoresident.lincheck.iterations=N} for more. */
public final class Checks {
    private static final int ITERATIONS = Integer.getInteger("coresident.lincheck.iterations", 8);
    private static final int INVOCATIONS = Integer.getInteger("coresident.lincheck.invocations", 400);

    private Checks() {}

    /**
     * Fails with the shortest program and interleaving that no order of its operations explains.
     *
     * @param operations a class whose operations Lincheck combines
     */
    public static void modelCheck(Class<?> operations) {
        new ModelCheckingOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(operations);
    }
}
