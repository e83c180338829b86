package dev.coresident.spi.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Property
    void tenantWordsRoundTrip(
            @ForAll @IntRange(max = 4_095) int id, @ForAll @IntRange(max = 1_048_575) int generation) {
        int word = TenantWord.of(id, generation);
        assertThat(TenantWord.id(word)).isEqualTo(id);
        assertThat(TenantWord.generation(word)).isEqualTo(generation);
        assertThat(Integer.toUnsignedLong(word)).isEqualTo(id + 4_096L * generation);
    }

    @Property
    void everyWordIsTheTenantWordOfItsParts(@ForAll int word) {
        assertThat(TenantWord.of(TenantWord.id(word), TenantWord.generation(word)))
                .isEqualTo(word);
        assertThat(HandleWord.of(HandleWord.row(word), HandleWord.generation(word)))
                .isEqualTo(word);
    }

    @Property
    void handleWordsRoundTrip(
            @ForAll @IntRange(max = 1_048_575) int row, @ForAll @IntRange(max = 4_095) int generation) {
        int word = HandleWord.of(row, generation);
        assertThat(HandleWord.row(word)).isEqualTo(row);
        assertThat(HandleWord.generation(word)).isEqualTo(generation);
        assertThat(Integer.toUnsignedLong(word)).isEqualTo(row + 1_048_576L * generation);
    }

    @Test
    void anIdThatWasNeverRecycledIsItsOwnWord() {
        assertThat(TenantWord.of(4_094, 0)).isEqualTo(4_094);
        assertThat(TenantWord.MAX_ID).isEqualTo(4_094);
        assertThat(TenantWord.GENERATIONS).isEqualTo(1_048_576);
        assertThat(TenantWord.HOST).isZero();
        assertThat(HandleWord.MAX_ROW).isEqualTo(1_048_575);
        assertThat(HandleWord.GENERATIONS).isEqualTo(4_096);
    }

    @Property
    void endingsRoundTrip(
            @ForAll @IntRange(max = 7) int status,
            @ForAll @IntRange(max = 255) int fault,
            @ForAll @IntRange(max = 0xFFFF) int lap) {
        int ending = CompletionLayout.ending(status, fault, lap);
        assertThat(CompletionLayout.status(ending)).isEqualTo(status);
        assertThat(CompletionLayout.fault(ending)).isEqualTo(fault);
        assertThat(CompletionLayout.lap(ending)).isEqualTo(lap);
    }

    @Test
    void theLapCountsHowOftenAPartitionWasFilled() {
        assertThat(CompletionLayout.lap(7, 8)).isZero();
        assertThat(CompletionLayout.lap(8, 8)).isEqualTo(1);
        assertThat(CompletionLayout.lap(0xFFFF_FFFF, 2)).isEqualTo(0xFFFF);
        assertThat(CompletionLayout.lap(0xFFFF_FFFF, 1 << 20)).isEqualTo(0xFFF);
    }

    @Property
    void pairsKeepBothWords(@ForAll int low, @ForAll int high) {
        long pair = Words.pair(low, high);
        assertThat((int) pair).isEqualTo(low);
        assertThat((int) (pair >>> 32)).isEqualTo(high);
    }

    @Test
    void faultNumbersAreUniqueAndSplitBetweenDeviceAndHost() {
        Set<Integer> numbers = new HashSet<>();
        for (FaultCode code : FaultCode.values()) {
            assertThat(numbers.add(code.number())).as(code.name()).isTrue();
            assertThat(FaultCode.of(code.number())).isSameAs(code);
            assertThat(code.meaning()).isNotBlank();
            boolean writtenByHost = code.name().matches("DEVICE_LOST|KERNEL_CLOSED|SLOT_EXPIRED|SERVICE_REJECTED");
            assertThat(code.number() >= 64).as(code.name()).isEqualTo(writtenByHost);
        }
        assertThat(FaultCode.NONE.number()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 63, 68, 127, 128, 1_000, -1, Integer.MIN_VALUE})
    void unknownFaultNumbersAreNamed(int number) {
        assertThatThrownBy(() -> FaultCode.of(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(Integer.toUnsignedString(number));
    }

    @Property
    void theOpcodeSpaceHasNoOverlap(@ForAll int opcode) {
        long word = Integer.toUnsignedLong(opcode);
        assertThat(OpcodeSpace.isUser(opcode)).isEqualTo(word >= 0x4000_0000L && word <= 0x7FFF_FFFFL);
        assertThat(OpcodeSpace.isReserved(opcode))
                .isEqualTo(word <= 7 || (word >= 0xFFF0L && word <= 0xFFFFL) || word >= 0x8000_0000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 0xFFF0, 0xFFFF, 0x8000_0000, -1})
    void theEdgesOfTheReservedOpcodesAreReserved(int opcode) {
        assertThat(OpcodeSpace.isReserved(opcode)).isTrue();
        assertThat(OpcodeSpace.isUser(opcode)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 0xFFEF, 0x1_0000, 0x3FFF_FFFF, 0x4000_0000, 0x7FFF_FFFF})
    void theirNeighboursAreNot(int opcode) {
        assertThat(OpcodeSpace.isReserved(opcode)).isFalse();
        assertThat(OpcodeSpace.isUser(opcode)).isEqualTo(opcode >= 0x4000_0000);
    }
}
