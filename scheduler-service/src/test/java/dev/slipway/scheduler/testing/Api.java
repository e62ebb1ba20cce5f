package dev.slipway.scheduler.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** The API as the gateway calls it for an administrator. */
public final class Api {
    private Api() {}

    /** A request with the gateway's credential. */
    public static RequestSpecification request() {
        return request("default");
    }

    /** A request for a workspace. */
    public static RequestSpecification request(String workspace) {
        return given().filter(new ContractFilter())
                .header("X-Slipway-Service", "gateway:token-of-gateway")
                .header("X-Slipway-Workspace", workspace)
                .header("X-Slipway-Principal", "admin")
                .contentType(ContentType.JSON);
    }

    /** Sends a body and demands the status. */
    public static JsonPath post(String path, JsonObject body, int status) {
        return request()
                .body(body.encode())
                .post(path)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    public static JsonPath post(String path, String body, int status) {
        return request()
                .body(body)
                .post(path)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    public static JsonPath get(String path) {
        return request().get(path).then().statusCode(200).extract().jsonPath();
    }

    public static Response patch(String path, String body) {
        return request().body(body).patch(path);
    }

    /** A name that no other test uses. */
    public static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A new work pool with a small template. */
    public static String pool() {
        return pool("process");
    }

    public static String pool(String type) {
        var name = unique("pool");
        post("/api/work_pools/", """
                {"name": "%s", "type": "%s", "base_job_template": {
                    "job_configuration": {"command": "{{ command }}", "env": "{{ env }}"},
                    "variables": {"type": "object", "properties": {
                        "command": {"type": "string"}, "env": {"type": "object"}}}}}""".formatted(name, type), 201);
        return name;
    }

    /** A new flow. */
    public static String flow(String name) {
        return post("/api/flows/", new JsonObject().put("name", name), 201).getString("id");
    }
}
