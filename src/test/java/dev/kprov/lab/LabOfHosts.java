package dev.kprov.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Tests that need the lab's hosts and nothing else; see `LabOfPrograms`, one of which runs beside.
@Tag("lab")
@ResourceLock("lab of hosts")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface LabOfHosts {}
