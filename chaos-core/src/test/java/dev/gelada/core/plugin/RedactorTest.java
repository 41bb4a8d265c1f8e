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

  @Test
  void takes_out_passwords_of_urls_in_the_environment_but_not_names_of_accounts() {
    Redactor redactor =
        Redactor.of(
            Map.of(
                "DATABASE", "postgresql://shopuser:hunter2hunter2@db/shop",
                "SENTRY", "https://0123456789ab@sentry.example/1",
                "DOCKER_HOST", "ssh://somebody@builder"));

    assertThat(redactor.clean("hunter2hunter2 of shopuser, 0123456789ab, /home/somebody"))
        .isEqualTo("*** of shopuser, ***, /home/somebody");
  }

  @Test
  void takes_out_each_line_of_a_key() {
    Redactor redactor = new Redactor();
    redactor.add("-----BEGIN KEY-----\nabcdefgh\n\n-----END KEY-----\n");

    assertThat(redactor.clean("bad key: -----BEGIN KEY-----")).isEqualTo("bad key: ***");
    assertThat(redactor.clean("a line\nand no key")).isEqualTo("a line\nand no key");
  }

  @Test
  void takes_out_what_stands_in_a_url_or_in_quotes() {
    Redactor redactor = new Redactor();
    redactor.add("a b+c\"d\"&e");

    assertThat(redactor.clean("?t=a+b%2Bc%22d%22%26e ?t=a%20b%2Bc%22d%22%26e \"a b+c\\\"d\\\"&e\""))
        .isEqualTo("?t=*** ?t=*** \"***\"");
  }

  @Test
  void takes_out_the_beginning_of_one_that_was_cut_off() {
    Redactor redactor = new Redactor();
    redactor.add("abcdefghij");

    assertThat(redactor.clean("'abcdefgh…' and abcdef… and abcde…"))
        .isEqualTo("'***…' and ***… and abcde…");
  }
}
