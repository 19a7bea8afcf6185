package dev.kprov;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/// What happens at a further Ctrl-C, SIGTERM or SIGHUP while kprov is ending because of the first: by itself the JVM
/// does nothing more.
///
/// `sun.misc.Signal` is the only way, and every JDK has it (module `jdk.unsupported`). It is reached by reflection,
/// because javac warns of it and lets nobody silence that.
final class SecondSignal {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private SecondSignal() {}

    /// A signal that was ignored when kprov started, as by `nohup`, stays ignored: the JVM sees to that.
    static void does(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calls = Proxy.newProxyInstance(
                    SecondSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            work.run();
                        }
                        return null;
                    });
            for (String name : SIGNALS) {
                Object each = signal.getConstructor(String.class).newInstance(name);
                Object unused = signal.getMethod("handle", signal, handler).invoke(null, each, calls);
            }
        } catch (InvocationTargetException e) {
            // Started with -Xrs, which leaves the signals to whoever asked for it.
            return;
        } catch (ReflectiveOperationException e) {
            // A Java without it: the first signal has its patience, and no further one counts.
            return;
        }
    }
}
