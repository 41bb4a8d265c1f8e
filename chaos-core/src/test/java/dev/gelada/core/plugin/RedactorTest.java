package dev.gelada.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactorTest {
  @Test
  void takes_out_what_the_environment_names_as_secret() {
    Redactor redactor =
        Redactor.of(Map.of("DB_PASSWORD", "hunter2hunter2", "HOME", "/home/someone"));

    assertThat(redactor.clean("login with hunter2hunter2 failed in /home/someone"))
        .isEqualTo("login with *** failed in /home/someone");
  }

  @Test
  void takes_out_the_longer_of_two_secrets_as_a_whole() {
    Redactor redactor = new Redactor();
    redactor.add("abcdef");
    redactor.add("abcdefghij");

    assertThat(redactor.clean("abcdefghij")).isEqualTo("***");
  }

  @Test
  void does_not_take_the_working_folder_for_a_password() {
    Redactor redactor =
        Redactor.of(
            Map.of("PWD", "/home/someone", "OLDPWD", "/home/before", "MYSQL_PWD", "hunter2"));

    assertThat(redactor.clean("/home/someone/trail.jsonl, once in /home/before, with hunter2"))
        .isEqualTo("/home/someone/trail.jsonl, once in /home/before, with ***");
  }

  @Test
  void leaves_short_words_alone() {
    Redactor redactor = new Redactor();
    redactor.add("shop");

    assertThat(redactor.finds("the shop is open")).isFalse();
  }
}
