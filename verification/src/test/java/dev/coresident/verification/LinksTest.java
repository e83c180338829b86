package dev.coresident.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents lead somewhere: every relative link to a file, every decision is in the index. */
final class LinksTest {
    private static final Path CHECKOUT = House.checkout();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path document : documents()) {
            for (String target : links(document)) {
                Path file = document.resolveSibling(target.replaceFirst("#.*", ""));
                if (!target.contains(":") && !target.startsWith("#") && !Files.exists(file)) {
                    broken.add(CHECKOUT.relativize(document) + " links to " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyDecisionIsInTheIndex() throws IOException {
        Path decisions = CHECKOUT.resolve("docs/adr");
        try (Stream<Path> files = Files.list(decisions)) {
            Set<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(links(decisions.resolve("README.md"))).containsExactlyElementsOf(names);
        }
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> root = Files.list(CHECKOUT);
                Stream<Path> docs = Files.walk(CHECKOUT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<String> links(Path document) throws IOException {
        return LINK.matcher(Files.readString(document))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }
}
