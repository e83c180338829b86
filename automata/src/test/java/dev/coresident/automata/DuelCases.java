package dev.coresident.automata;

import dev.coresident.oracles.duel.CaseMaker;
import dev.coresident.oracles.duel.DuelCase;
import dev.coresident.oracles.duel.Smaller;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import net.jqwik.api.domains.DomainContextBase;

/** Cases for properties that take a {@link DuelCase}: of a failing one jqwik shrinks the rules and the inputs. */
final class DuelCases {
    private DuelCases() {}

    /** Bytes, ASCII, with every assertion. */
    static final class Ascii extends DomainContextBase {
        @Provide
        Arbitrary<DuelCase> cases() {
            return of(CaseMaker::ascii);
        }
    }

    /** Without assertions. */
    static final class Plain extends DomainContextBase {
        @Provide
        Arbitrary<DuelCase> cases() {
            return of(CaseMaker::plain);
        }
    }

    /** Code points, and inputs that are not always UTF-8. */
    static final class Utf8 extends DomainContextBase {
        @Provide
        Arbitrary<DuelCase> cases() {
            return of(CaseMaker::utf8);
        }
    }

    private static Arbitrary<DuelCase> of(LongFunction<DuelCase> maker) {
        return Arbitraries.fromGenerator(random -> new Whole(maker.apply(random.nextLong())));
    }

    /** A case and the smaller ones, as far as jqwik asks for them. */
    record Whole(DuelCase value) implements Shrinkable<DuelCase> {
        @Override
        public Stream<Shrinkable<DuelCase>> shrink() {
            return Smaller.than(value).map(Whole::new);
        }

        @Override
        public ShrinkingDistance distance() {
            return ShrinkingDistance.of(value.weight());
        }
    }
}
