package dev.coresident.simulation.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Loads spi, ledger, api, simulator and simulation anew, one of their classes patched. */
final class MutantLoader extends ClassLoader {
    private static final String OURS = "dev.coresident.";

    private final @Nullable Mutant mutant;
    private @Nullable String misfit;
    private boolean planted;

    /**
     * A loader.
     *
     * @param mutant what to plant; null for nothing
     */
    MutantLoader(@Nullable Mutant mutant) {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
    }

    /**
     * Hunts for what was planted.
     *
     * @param words as {@link HuntInside#apply} takes them
     * @throws IllegalStateException if the patch did not fit, or its class was never loaded
     */
    List<String> hunt(List<String> words) throws ReflectiveOperationException {
        @SuppressWarnings("unchecked") // loaded by this loader, and so not the type that it is here
        Function<List<String>, List<String>> hunt = (Function<List<String>, List<String>>)
                loadClass(HuntInside.class.getName()).getConstructor().newInstance();
        List<String> found = hunt.apply(words);
        if (misfit != null || (mutant != null && !planted)) {
            throw new IllegalStateException(misfit != null ? misfit : mutant + " was never loaded");
        }
        return found;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        if (mutant != null && mutant.className().equals(name)) {
            bytes = patch(mutant, bytes);
            planted = misfit == null;
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A patch that fits nowhere plants nothing, and one that fits elsewhere plants something else. */
    private byte[] patch(Mutant wanted, byte[] bytes) {
        ClassFile file = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(getParent()).cached()));
        ClassModel model = file.parse(bytes);
        long fit = model.methods().stream()
                .filter(method -> isMeant(wanted, method))
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(wanted.patch().fits())
                .count();
        if (fit != wanted.of()) {
            misfit = "the patch \"%s\" fits %d instructions of %s, not %d: look at it again"
                    .formatted(wanted, fit, wanted.place(), wanted.of());
            return bytes;
        }
        int[] seen = {0};
        return file.transformClass(
                model, ClassTransform.transformingMethodBodies(method -> isMeant(wanted, method), (code, element) -> {
                    if (wanted.patch().fits().test(element) && ++seen[0] == wanted.number()) {
                        wanted.patch().write().accept(code, element);
                    } else {
                        code.with(element);
                    }
                }));
    }

    private static boolean isMeant(Mutant wanted, MethodModel method) {
        return method.methodName().equalsString(wanted.method());
    }
}
