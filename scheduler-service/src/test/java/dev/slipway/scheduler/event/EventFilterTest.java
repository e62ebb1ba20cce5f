package dev.slipway.scheduler.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event':{'prefix':['EVIL'],'exclude_prefix':['EVIL'],'name':['EVIL'],'exclude_name':['EVIL']}}",
                "{'resource':{'id':['EVIL'],'id_prefix':['EVIL'],'labels':{'EVIL':['EVIL*','!EVIL']}}}",
                "{'related':{'id':['EVIL'],'role':['EVIL'],'resources_in_roles':[['EVIL','EVIL']],'labels':{'EVIL':'EVIL'}}}",
                "{'any_resource':[{'id':['EVIL'],'id_prefix':['EVIL'],'labels':{'EVIL':'EVIL'}}]}",
                "{'text':{'query':'EVIL +EVIL -EVIL'}}",
            })
    void whatClientsSendNeverBecomesSql(String filter) {
        var conditions = filter(filter).conditions("EVIL", NOW);

        assertThat(conditions.all()).doesNotContain("EVIL").contains("$1");
        assertThat(placesIn(conditions.all())).hasSize(conditions.tuple().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'event':null,'resource':null,'related':null,'any_resource':null,'id':{'id':null},'order':'DESC'}",
                "{'event':{'name':[],'prefix':null},'resource':{'id':[],'labels':null},'related':[],'id':{'id':[]}}",
            })
    void absentNullAndEmptyAskForNothingButTheLast180Days(String filter) {
        var conditions = filter(filter).conditions("default", NOW);

        assertThat(conditions.all()).isEqualTo("(e.workspace = $1 and e.occurred >= $2 and e.occurred <= $3)");
        assertThat(conditions.tuple().getOffsetDateTime(1).toInstant())
                .isEqualTo(Instant.parse("2026-05-27T12:00:00Z"));
        assertThat(conditions.tuple().getOffsetDateTime(2).toInstant()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'evnt':{}}",
                "{'event':{'names':['a']}}",
                "{'order':'UP'}",
                "{'occurred':{'since':'yesterday'}}",
                "{'id':{'id':['no-uuid']}}",
            })
    void whatIsUnknownOrUnreadableIsRefused(String filter) {
        assertThatThrownBy(() -> filter(filter))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(422));
    }

    @Test
    void noFilterAtAllIsAFilter() {
        assertThat(EventFilter.of((@Nullable JsonObject) null).ascending()).isFalse();
    }

    private static EventFilter filter(String json) {
        return EventFilter.of(new JsonObject(json.replace('\'', '"')));
    }

    private static Set<String> placesIn(String sql) {
        var places = new java.util.TreeSet<String>();
        java.util.regex.Pattern.compile("\\$\\d+").matcher(sql).results().forEach(found -> places.add(found.group()));
        return places;
    }
}
