package dev.coresident.api.dispatch.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A text is cut between characters, as late as may be. */
final class FailureTextTest {
    @Property
    void cutTextIsTheLongestBeginningThatFits(@ForAll String text, @ForAll @IntRange(max = 40) int most) {
        String whole =
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // without halves of pairs
        String cut = FailureText.cut(whole, most);
        assertThat(whole).startsWith(cut);
        assertThat(bytes(cut)).isLessThanOrEqualTo(most);
        if (cut.length() < whole.length()) {
            int next = Character.charCount(whole.codePointAt(cut.length()));
            assertThat(bytes(whole.substring(0, cut.length() + next))).isGreaterThan(most);
        }
    }

    @Test
    void surrogatePairIsNeverCut() {
        String smile = "\uD83D\uDE00";
        assertThat(FailureText.cut("ab" + smile, 5)).isEqualTo("ab");
        assertThat(FailureText.cut("ab" + smile, 6)).isEqualTo("ab" + smile);
        assertThat(FailureText.cut("\u20AC\u20AC", 5)).isEqualTo("\u20AC");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
