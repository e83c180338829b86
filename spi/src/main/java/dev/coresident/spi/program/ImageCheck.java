package dev.coresident.spi.program;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the first word of a would-be image that a device could not trust: the words that all kinds share, then the kind's own. */
final class ImageCheck {
    private ImageCheck() {}

    static @Nullable String firstProblem(MemorySegment image) {
        if (image.byteSize() < 4L * ImageLayout.HEADER_WORDS || image.byteSize() % 4 != 0) {
            return image.byteSize() + " bytes; an image has at least " + 4 * ImageLayout.HEADER_WORDS
                    + " and a multiple of 4";
        }
        if (image.maxByteAlignment() < 4) {
            return "memory aligned to " + image.maxByteAlignment() + " bytes; an image is aligned to 4";
        }
        if (image.byteSize() > Integer.MAX_VALUE) {
            return image.byteSize() + " bytes; an image has less than 2^31";
        }
        return firstProblem(new ImageWords(image));
    }

    private static @Nullable String firstProblem(ImageWords image) {
        String reason = image.expect(ImageLayout.WORD_MAGIC, ImageLayout.MAGIC, "the magic");
        reason = reason != null ? reason : image.expect(ImageLayout.WORD_VERSION, ImageLayout.VERSION, "the version");
        if (reason != null) {
            return reason;
        }
        int number = image.word(ImageLayout.WORD_KIND);
        Optional<ImageKind> kind = ImageKind.of(number);
        if (kind.isEmpty()) {
            return "the kind (word " + ImageLayout.WORD_KIND + ") is " + Integer.toUnsignedString(number)
                    + " and must be " + numbers();
        }
        reason = image.expect(ImageLayout.WORD_TOTAL, (int) image.total(), "the number of words");
        reason = reason != null
                ? reason
                : image.expect(ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(image.bytes()), "the checksum");
        reason = reason != null ? reason : image.expect(ImageLayout.WORD_FLAGS, 0, "the flags");
        int rules = image.word(ImageLayout.WORD_RULES);
        if (reason == null && (rules < 0 || rules > Integer.MAX_VALUE / 2)) {
            reason = "the rules are " + Integer.toUnsignedString(rules);
        }
        return reason != null ? reason : KindRules.of(kind.get()).firstProblem(image);
    }

    private static String numbers() {
        StringBuilder text = new StringBuilder();
        for (ImageKind kind : ImageKind.values()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(kind.number())
                    .append(" ")
                    .append(kind);
        }
        return text.toString();
    }
}
