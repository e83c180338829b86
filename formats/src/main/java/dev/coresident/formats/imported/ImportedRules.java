package dev.coresident.formats.imported;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.Rule;

/**
 * The rules of one file, in its order.
 *
 * @param label the file's name without its folder and extension: the tenant's label
 * @param rules the rules that can be used; no two have the same number
 * @param remarks what is missing, wider or worth knowing, in the order of the file as far as it could be told
 */
public record ImportedRules(String label, ImmutableList<NamedRule> rules, ImmutableList<Remark> remarks) {

    /** The rules without their names. */
    public ImmutableList<Rule> plainRules() {
        return rules.stream().map(NamedRule::rule).collect(ImmutableList.toImmutableList());
    }

    /** The remarks about what is missing. */
    public ImmutableList<Remark.NotMapped> notMapped() {
        return remarksOf(Remark.NotMapped.class);
    }

    /** The remarks about rules that match more than their file says. */
    public ImmutableList<Remark.Widened> widened() {
        return remarksOf(Remark.Widened.class);
    }

    private <R extends Remark> ImmutableList<R> remarksOf(Class<R> kind) {
        return remarks.stream().filter(kind::isInstance).map(kind::cast).collect(ImmutableList.toImmutableList());
    }
}
