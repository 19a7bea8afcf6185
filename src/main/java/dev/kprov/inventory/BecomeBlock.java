package dev.kprov.inventory;

import dev.kprov.yaml.Block;
import java.util.Map;
import java.util.Optional;

/// `become` as written in one place; what is missing may come from the defaults.
record BecomeBlock(Optional<Become.Method> method, Optional<SecretRef> password) {
    static final BecomeBlock EMPTY = new BecomeBlock(Optional.empty(), Optional.empty());

    private static final Map<String, Become.Method> METHODS =
            Map.of("sudo", Become.Method.SUDO, "doas", Become.Method.DOAS, "none", Become.Method.NONE);

    static BecomeBlock read(Block block) {
        BecomeBlock become = new BecomeBlock(
                block.get("method").flatMap(value -> value.choice(METHODS)),
                block.get("password").flatMap(SecretRef::read));
        if (become.method.equals(Optional.of(Become.Method.NONE)) && become.password.isPresent()) {
            block.refuse(
                    block.path() + " has a password that nothing asks for",
                    "with method: none kprov is root already",
                    "remove the password, or write method: sudo");
        }
        block.end();
        return become;
    }

    /// @param user who logs in, when that is known
    Become over(BecomeBlock defaults, Optional<String> user) {
        Become.Method chosen = method.or(() -> defaults.method).orElse(Become.Method.SUDO_UNLESS_ROOT);
        if (chosen == Become.Method.NONE) {
            return Become.NONE;
        }
        Become become = new Become(chosen, password.or(() -> defaults.password));
        return user.map(become::as).orElse(become);
    }
}
