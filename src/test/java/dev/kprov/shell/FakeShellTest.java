package dev.kprov.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FakeShellTest implements ShellContract {
    private final FakeShell shell = new FakeShell("cp-1")
            .on(FAILS.argv(), new Result(3, "one\n", "two\n"))
            .hangsOn(HANGS.argv());

    @Override
    public Shell shell() {
        return shell;
    }

    @Test
    void a_command_that_nobody_scripted_fails_the_test() {
        assertThatThrownBy(() -> shell.run(Command.of("reboot"), Output.NONE, ENOUGH))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[reboot]");
        assertThat(shell.commands()).extracting(Command::argv).containsExactly(List.of("reboot"));
    }
}
