package dev.coresident.simulation.mutants;

/**
 * A planted bug.
 *
 * @param name for people
 * @param className which class is patched
 * @param method which of its methods, all overloads together
 * @param patch the change
 * @param number which of the instructions that fit is changed, from 1
 * @param of how many fit: another number means that the code has changed and the patch must be looked at
 */
record Mutant(String name, String className, String method, Patch patch, int number, int of) {
    static Mutant of(String name, String place, Patch patch) {
        int dot = place.lastIndexOf('.');
        return new Mutant(name, "dev.coresident." + place.substring(0, dot), place.substring(dot + 1), patch, 1, 1);
    }

    /** The instruction of a number among so many that fit. */
    Mutant at(int instruction, int among) {
        return new Mutant(name, className, method, patch, instruction, among);
    }

    /** Class and method without packages. */
    String place() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + method;
    }

    @Override
    public String toString() {
        return name;
    }
}
