import org.jspecify.annotations.NullMarked;

/** Rule files of other tools, read as rules of this one. */
@NullMarked
module dev.coresident.formats {
    requires static transitive org.jspecify;
    requires transitive dev.coresident.automata;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.toml;
    requires java.xml;

    exports dev.coresident.formats;
    exports dev.coresident.formats.imported;
}
