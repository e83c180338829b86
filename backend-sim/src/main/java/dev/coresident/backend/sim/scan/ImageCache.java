package dev.coresident.backend.sim.scan;

import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.engine.ScanCounts;
import dev.coresident.spi.layout.HandleWord;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The images that a device has copied, shared by its workers. An image is found by its handle and is used only if the heap still
 * shows its header there, checksum included; so a row that was closed and used again brings the new image.
 *
 * <p>Bounded: {@link #ENTRIES} images and {@link #MOST_BYTES}; when the bytes would not fit, all are dropped and copied anew as they are
 * asked for. So they are when the Java heap has no room for an image; if it still has none, the image is none that this device can run,
 * and the device goes on.
 */
public final class ImageCache {
    private static final int ENTRIES = 4_096;
    private static final long MOST_BYTES = 256L << 20;

    private final MemorySegment heap;
    private final AtomicReferenceArray<@Nullable Prepared> images = new AtomicReferenceArray<>(ENTRIES);
    private final Function<ImagePlace, @Nullable Prepared> preparing;
    private final ScanCounts counts = new ScanCounts();
    private long bytes;

    /** An empty cache over a heap. */
    public ImageCache(MemorySegment heap) {
        this(heap, Prepared::of);
    }

    ImageCache(MemorySegment heap, Function<ImagePlace, @Nullable Prepared> preparing) {
        this.heap = heap;
        this.preparing = preparing;
    }

    /** What the device's workers count of their scans. */
    public ScanCounts counts() {
        return counts;
    }

    /** The image that a checked handle names, or null if its memory is no image that this device knows or has room for. Any worker. */
    @Nullable
    Prepared find(int handle, long start, long length) {
        Prepared image = images.getAcquire(HandleWord.row(handle) % ENTRIES);
        return image != null && image.place().isAt(start) ? image : copy(handle, start, length);
    }

    private synchronized @Nullable Prepared copy(int handle, long start, long length) {
        int entry = HandleWord.row(handle) % ENTRIES;
        Prepared old = images.get(entry);
        if (old != null && old.place().isAt(start)) {
            return old; // another worker was first
        }
        ImagePlace place = ImagePlace.of(heap, start, length);
        if (place == null) {
            return null;
        }
        Prepared image = prepare(place);
        if (image == null || image.bytes() > MOST_BYTES) {
            return image;
        }
        old = images.get(entry);
        bytes -= old == null ? 0 : old.bytes();
        if (bytes + image.bytes() > MOST_BYTES) {
            dropAll();
        }
        counts.imagesCopied.increment();
        bytes += image.bytes();
        images.setRelease(entry, image);
        return image;
    }

    /** The image, made ready; once more without all others if there was no room; null if there is none even then. */
    private @Nullable Prepared prepare(ImagePlace place) {
        try {
            return preparing.apply(place);
        } catch (OutOfMemoryError full) {
            dropAll();
        }
        try {
            return preparing.apply(place);
        } catch (OutOfMemoryError full) {
            return null;
        }
    }

    private void dropAll() {
        counts.imagesDropped.increment();
        for (int i = 0; i < ENTRIES; i++) {
            images.set(i, null);
        }
        bytes = 0;
    }
}
