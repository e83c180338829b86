package dev.coresident.simulation.mutants;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * A change of one instruction.
 *
 * @param fits which instruction
 * @param write what stands in its place
 */
record Patch(Predicate<CodeElement> fits, BiConsumer<CodeBuilder, CodeElement> write) {
    /** Calls another method of the same shape. */
    static Patch callInstead(String method, String other) {
        return onCall(
                method,
                (code, call) -> code.invoke(
                        call.opcode(), call.owner().asSymbol(), other, call.typeSymbol(), call.isInterface()));
    }

    /** Does not call; a result is 0, false or null. */
    static Patch dropCall(String method) {
        return dropCall(method, 0);
    }

    /** Does not call; an int or boolean result is the value given. */
    static Patch dropCall(String method, int result) {
        return onCall(method, (code, call) -> drop(code, call, result));
    }

    /** Puts into a list in front of what is there. */
    static Patch addFirst() {
        return onCall("List.add", (code, call) -> {
            code.invokeinterface(
                    call.owner().asSymbol(),
                    "addFirst",
                    MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object));
            code.loadConstant(1);
        });
    }

    private static Patch onCall(String method, BiConsumer<CodeBuilder, InvokeInstruction> write) {
        return new Patch(
                element -> element instanceof InvokeInstruction call && isCall(call, method),
                (code, element) -> write.accept(code, (InvokeInstruction) element));
    }

    private static boolean isCall(InvokeInstruction call, String method) {
        int dot = method.indexOf('.');
        return call.name().equalsString(method.substring(dot + 1))
                && call.owner().asSymbol().displayName().equals(method.substring(0, dot));
    }

    private static void drop(CodeBuilder code, InvokeInstruction call, int result) {
        MethodTypeDesc type = call.typeSymbol();
        for (int i = type.parameterCount() - 1; i >= 0; i--) {
            pop(code, TypeKind.from(type.parameterType(i)));
        }
        if (call.opcode() != Opcode.INVOKESTATIC) {
            code.pop();
        }
        push(code, type.returnType(), result);
    }

    private static void pop(CodeBuilder code, TypeKind kind) {
        if (kind.slotSize() == 2) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    private static void push(CodeBuilder code, ClassDesc type, int result) {
        switch (TypeKind.from(type)) {
            case VOID -> {
                // nothing to leave
            }
            case LONG -> code.loadConstant((long) result);
            case REFERENCE -> code.aconst_null();
            case FLOAT, DOUBLE -> throw new IllegalArgumentException("the product has no such methods");
            case BOOLEAN, BYTE, CHAR, INT, SHORT -> code.loadConstant(result);
        }
    }

    /** Another int constant. */
    static Patch constant(int from, int to) {
        return new Patch(
                element -> element instanceof ConstantInstruction constant
                        && constant.constantValue().equals(from),
                (code, element) -> code.loadConstant(to));
    }

    /** Reads another static field of the same class and type. */
    static Patch readInstead(String field, String other) {
        return new Patch(
                element -> element instanceof FieldInstruction get
                        && get.opcode() == Opcode.GETSTATIC
                        && get.name().equalsString(field),
                (code, element) -> {
                    FieldInstruction get = (FieldInstruction) element;
                    code.getstatic(get.owner().asSymbol(), other, get.typeSymbol());
                });
    }

    /** A conditional jump becomes one on another condition. */
    static Patch jump(Opcode from, Opcode to) {
        return onJump(from, (code, branch) -> code.branch(to, branch.target()));
    }

    /** A jump on one value is always taken. */
    static Patch alwaysJump(Opcode from) {
        return onJump(from, (code, branch) -> code.pop().goto_(branch.target()));
    }

    /** A jump on two values is always taken. */
    static Patch alwaysJumpOnTwo(Opcode from) {
        return onJump(from, (code, branch) -> code.pop2().goto_(branch.target()));
    }

    /** A jump on one value is never taken. */
    static Patch neverJump(Opcode from) {
        return onJump(from, (code, branch) -> code.pop());
    }

    /** A jump on two values is never taken. */
    static Patch neverJumpOnTwo(Opcode from) {
        return onJump(from, (code, branch) -> code.pop2());
    }

    private static Patch onJump(Opcode opcode, BiConsumer<CodeBuilder, BranchInstruction> write) {
        return new Patch(
                element -> element instanceof BranchInstruction branch && branch.opcode() == opcode,
                (code, element) -> write.accept(code, (BranchInstruction) element));
    }

    /** An arithmetic instruction on two ints gives the first of them. */
    static Patch dropOperator(Opcode from) {
        return new Patch(
                element -> element instanceof Instruction instruction && instruction.opcode() == from,
                (code, element) -> code.pop());
    }
}
