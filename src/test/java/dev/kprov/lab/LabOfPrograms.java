package dev.kprov.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Tests that need the lab, of installers which are programs of this machine. They wait as long as they work, so one
/// class of them runs beside one of `LabOfHosts`.
@Tag("lab")
@ResourceLock("lab of programs")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface LabOfPrograms {}
