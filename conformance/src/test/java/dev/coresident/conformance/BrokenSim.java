package dev.coresident.conformance;

import dev.coresident.spi.BackendProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;

/** Loads the simulator anew, one method of one class calling another method than it should. */
final class BrokenSim extends ClassLoader {
    private static final String SIM = "dev.coresident.backend.sim.";

    private final String className;
    private final String method;
    private final String called;
    private final String instead;
    private final Class<?> sound;
    private int changed;

    private BrokenSim(Class<?> sound, String className, String method, String called, String instead) {
        super(BrokenSim.class.getClassLoader());
        this.sound = sound;
        this.className = className;
        this.method = method;
        this.called = called;
        this.instead = instead;
    }

    /**
     * The broken simulator.
     *
     * @param sound the one that works
     * @param className after {@code dev.coresident.backend.sim.}
     * @param method of that class
     * @param called what it calls
     * @param instead of the same class and shape
     */
    static BackendProvider of(BackendProvider sound, String className, String method, String called, String instead)
            throws ReflectiveOperationException {
        BrokenSim loader = new BrokenSim(sound.getClass(), SIM + className, method, called, instead);
        loader.loadClass(loader.className);
        if (loader.changed != 1) {
            throw new IllegalStateException(loader.className + "." + method + " calls " + called + " " + loader.changed
                    + " times and not once: look at this test again");
        }
        return (BackendProvider)
                loader.loadClass(SIM + "provider.SimProvider").getConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(SIM)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = bytes(name);
            byte[] defined = name.equals(className) ? broken(bytes) : bytes;
            return defineClass(name, defined, 0, defined.length);
        }
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream stream = sound.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] broken(byte[] bytes) {
        ClassFile file = ClassFile.of();
        ClassModel model = file.parse(bytes);
        CodeTransform other = (code, element) -> {
            if (element instanceof InvokeInstruction call && isMeant(element)) {
                changed++;
                code.invoke(call.opcode(), call.owner().asSymbol(), instead, call.typeSymbol(), call.isInterface());
            } else {
                code.with(element);
            }
        };
        return file.transformClass(
                model,
                ClassTransform.transformingMethodBodies(
                        body -> body.methodName().equalsString(method), other));
    }

    private boolean isMeant(CodeElement element) {
        return element instanceof InvokeInstruction call && call.name().equalsString(called);
    }
}
