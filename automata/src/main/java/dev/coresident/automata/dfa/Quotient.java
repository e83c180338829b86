package dev.coresident.automata.dfa;

import dev.coresident.automata.group.ByteClasses;
import dev.coresident.automata.group.IntList;
import dev.coresident.automata.group.IntSequences;
import java.util.Arrays;

/**
 * Joins the states of each block and the byte classes that no state tells apart, and numbers what is left: breadth first from the
 * start, silent states before reporting ones.
 */
final class Quotient {

    private final int states;
    private final int oldClasses;
    private final int[] transitions;
    private final int[] blocks;
    private final IntList acceptNumbers;
    private final IntList endNumbers;
    private final IntSequences reports;
    private final int rules;
    private final int[] classMap;

    /** One state of each block, in the new order; and the new number of each block. */
    private int[] representatives = new int[0];

    private int[] numberOf = new int[0];
    private int firstAccepting;

    Quotient(
            ByteClasses classes,
            int rules,
            int states,
            int[] transitions,
            int[] blocks,
            IntList acceptNumbers,
            IntList endNumbers,
            IntSequences reports) {
        this.classMap = classes.map();
        this.oldClasses = classes.count();
        this.rules = rules;
        this.states = states;
        this.transitions = transitions;
        this.blocks = blocks;
        this.acceptNumbers = acceptNumbers;
        this.endNumbers = endNumbers;
        this.reports = reports;
    }

    Dfa dfa() {
        order();
        int[] keptClasses = joinClasses();
        int count = representatives.length;
        int classCount = keptClasses.length;
        int[] table = new int[count * classCount];
        int[][] accepts = new int[count - firstAccepting][];
        int[][] ends = new int[count][];
        int dead = -1;
        for (int state = 0; state < count; state++) {
            int old = representatives[state];
            boolean stays = true;
            for (int c = 0; c < classCount; c++) {
                int next = numberOf[blocks[transitions[old * oldClasses + keptClasses[c]]]];
                table[state * classCount + c] = next;
                stays &= next == state;
            }
            ends[state] = reports(endNumbers.get(old));
            if (state >= firstAccepting) {
                accepts[state - firstAccepting] = reports(acceptNumbers.get(old));
            } else if (stays && ends[state].length == 0) {
                dead = state;
            }
        }
        return new Dfa(classMap, classCount, table, numberOf[blocks[0]], firstAccepting, dead, rules, accepts, ends);
    }

    private int[] reports(int number) {
        int[] list = new int[reports.length(number)];
        for (int i = 0; i < list.length; i++) {
            list[i] = reports.get(number, i);
        }
        return list;
    }

    /** State 0 is the start and all states are reachable. */
    private void order() {
        int[] queue = new int[states];
        boolean[] queued = new boolean[states];
        int length = 0;
        queue[length++] = 0;
        queued[blocks[0]] = true;
        int silent = 0;
        for (int at = 0; at < length; at++) {
            silent += acceptNumbers.get(queue[at]) == 0 ? 1 : 0;
            for (int c = 0; c < oldClasses; c++) {
                int next = transitions[queue[at] * oldClasses + c];
                if (!queued[blocks[next]]) {
                    queued[blocks[next]] = true;
                    queue[length++] = next;
                }
            }
        }
        firstAccepting = silent;
        representatives = new int[length];
        numberOf = new int[states];
        int nextSilent = 0;
        int nextAccepting = silent;
        for (int at = 0; at < length; at++) {
            int number = acceptNumbers.get(queue[at]) == 0 ? nextSilent++ : nextAccepting++;
            representatives[number] = queue[at];
            numberOf[blocks[queue[at]]] = number;
        }
    }

    /** One old class for each class that is left; changes the class map. */
    private int[] joinClasses() {
        int[] kept = new int[oldClasses];
        int[] newClass = new int[oldClasses];
        int[] hashes = new int[oldClasses];
        int count = 0;
        for (int c = 0; c < oldClasses; c++) {
            for (int state : representatives) {
                hashes[c] = 31 * hashes[c] + blocks[transitions[state * oldClasses + c]];
            }
            int same = 0;
            while (same < count && (hashes[kept[same]] != hashes[c] || !sameColumn(kept[same], c))) {
                same++;
            }
            newClass[c] = same;
            if (same == count) {
                kept[count++] = c;
            }
        }
        for (int value = 0; value < classMap.length; value++) {
            classMap[value] = newClass[classMap[value]];
        }
        return Arrays.copyOf(kept, count);
    }

    private boolean sameColumn(int one, int other) {
        for (int state : representatives) {
            int row = state * oldClasses;
            if (blocks[transitions[row + one]] != blocks[transitions[row + other]]) {
                return false;
            }
        }
        return true;
    }
}
