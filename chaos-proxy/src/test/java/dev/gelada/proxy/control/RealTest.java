package dev.gelada.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RealTest {
  @Test
  void numbers_have_as_few_digits_as_tell_them_apart() {
    assertThat(new Real(0.1).text()).isEqualTo("0.1");
    assertThat(new Real(1).text()).isEqualTo("1");
    assertThat(new Real(0.30000000000000004).text()).isEqualTo("0.3");
    assertThat(new Real(123456789).text()).isEqualTo("123456790");
    assertThat(new Real(1e11).text()).isEqualTo("100000000000");
    assertThat(new Real(-2.5).text()).isEqualTo("-2.5");
  }

  @Test
  void exponents_are_for_the_very_small_and_the_very_large() {
    assertThat(new Real(1e-6).text()).isEqualTo("0.000001");
    assertThat(new Real(1e-7).text()).isEqualTo("1e-7");
    assertThat(new Real(-1.25e-10).text()).isEqualTo("-1.25e-10");
    assertThat(new Real(1e20).text()).isEqualTo("100000000000000000000");
    assertThat(new Real(1e21).text()).isEqualTo("1e+21");
    assertThat(new Real(3.4e38).text()).isEqualTo("3.4e+38");
    assertThat(new Real(Float.MIN_VALUE).text()).isEqualTo("1e-45");
    assertThat(new Real(-0.0).text()).isEqualTo("-0");
  }
}
