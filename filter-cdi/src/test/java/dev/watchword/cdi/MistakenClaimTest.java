package dev.watchword.cdi;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.reflect.Field;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claim;
import org.eclipse.microprofile.jwt.ClaimValue;
import org.eclipse.microprofile.jwt.Claims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

/** What stops an application with claims to inject. */
class MistakenClaimTest {
  private final ClaimBeans beans = new ClaimBeans();
  private final AfterBeanDiscovery discovery = mock(AfterBeanDiscovery.class, RETURNS_DEEP_STUBS);

  @Claim("plan")
  String plain;

  @Claim("plan")
  ClaimValue<String> live;

  @Claim("plan")
  Provider<String> later;

  @Claim(value = "plan", standard = Claims.sub)
  String ambiguous;

  @Claim String nameless;

  @Claim(value = "sub", standard = Claims.sub)
  String sameTwice;

  private void collect(String name, Class<?> scope) throws Exception {
    Field field = MistakenClaimTest.class.getDeclaredField(name);
    Bean<?> bean = mock(Bean.class);
    doReturn(scope).when(bean).getScope();
    InjectionPoint point = mock(InjectionPoint.class);
    doReturn(Set.of(field.getAnnotation(Claim.class))).when(point).getQualifiers();
    doReturn(field.getGenericType()).when(point).getType();
    doReturn(bean).when(point).getBean();
    beans.collect(point);
    beans.define(discovery);
  }

  private void assertStopped(String mistake) {
    ArgumentCaptor<Throwable> error = ArgumentCaptor.forClass(Throwable.class);
    verify(discovery).addDefinitionError(error.capture());
    assertTrue(error.getValue().getMessage().contains(mistake), error.getValue().getMessage());
  }

  @Test
  void plainClaimInLastingBean_stopsStart() throws Exception {
    collect("plain", ApplicationScoped.class);
    assertStopped("a bean that outlives the request needs a ClaimValue or a Provider");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ambiguous", "nameless"})
  void claimWithoutSoleName_stopsStart(String field) throws Exception {
    collect(field, RequestScoped.class);
    assertStopped("@Claim names no claim, or two different ones");
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "later"})
  void claimThatIsReadLater_mayBeInLastingBean(String field) throws Exception {
    collect(field, ApplicationScoped.class);
    verify(discovery, never()).addDefinitionError(any());
  }

  @ParameterizedTest
  @ValueSource(classes = {RequestScoped.class, Dependent.class})
  void plainClaim_mayBeInBeanOfRequest(Class<?> scope) throws Exception {
    collect("plain", scope);
    collect("sameTwice", scope);
    verify(discovery, never()).addDefinitionError(any());
  }
}
