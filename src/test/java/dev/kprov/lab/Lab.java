package dev.kprov.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;

/// Tests that need the lab's hosts for themselves: nothing runs beside them. See `LabOfHosts` and `LabOfPrograms` for
/// all others.
@Tag("lab")
@Isolated
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Lab {}
