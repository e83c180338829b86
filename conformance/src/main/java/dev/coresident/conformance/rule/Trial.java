package dev.coresident.conformance.rule;

import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.Geometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One attempt at one rule: opens devices and closes them, hands out the random numbers, takes notes. One thread. */
public final class Trial implements AutoCloseable {
    private final Subject subject;
    private final RuleId rule;
    private final List<Device> devices = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** An attempt at a rule. */
    public Trial(Subject subject, RuleId rule) {
        this.subject = subject;
        this.rule = rule;
    }

    /** What the rule is tried on. */
    public Subject subject() {
        return subject;
    }

    /** How hard to try. */
    public Effort effort() {
        return subject.effort();
    }

    /** Opens a device with the subject's properties; the trial closes it. */
    public Device open(Geometry geometry) throws DeviceException {
        return open(geometry, subject.properties());
    }

    /** Opens a device with other properties; the trial closes it. */
    public Device open(Geometry geometry, Map<String, String> properties) throws DeviceException {
        Device device = subject.provider().open(new DeviceOptions(geometry, properties));
        devices.add(device);
        return device;
    }

    /** Random numbers that depend on the seed of the effort and the rule's number alone. */
    public SplittableRandom random() {
        return new SplittableRandom(effort().seed() * 1_000_003 + rule.chapter() * 1_009L + rule.number());
    }

    /** What was tried or measured, one line for the report. */
    public void note(String line) {
        notes.add(line);
    }

    /** The notes so far. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Closes what was opened, latest first. */
    @Override
    public void close() {
        for (Device device : devices.reversed()) {
            device.close();
        }
    }
}
