package dev.slipway.builder.work;

import dev.slipway.local.forge.WorkTree;

/** What teams have in their repositories. */
final class Repositories {
    private static final String FLOW = """
            from prefect import flow, get_run_logger, task


            @task
            def greet(name: str) -> str:
                get_run_logger().info("Hello %s", name)
                return name


            @flow
            def hello_flow(name: str = "world", times: int = 2) -> int:
                \"""Says hello.\"""
                return len([greet(name) for _ in range(times)])
            """;

    private Repositories() {}

    static void hello(WorkTree tree, String project) {
        tree.write("flows/hello.py", FLOW);
        tree.write("prefect.yaml", """
                name: %1$s
                prefect-version: 3.8.8

                definitions:
                  tags: &tags [example, hello]
                  pool: &pool
                    name: slipway-docker
                    job_variables:
                      image: "{{ build-image.image }}"

                build:
                  - prefect_docker.deployments.steps.build_docker_image:
                      id: build-image
                      requires: prefect-docker>=0.6.0
                      image_name: "%2$s"
                      tag: "{{ $CI_COMMIT_SHA }}"
                      dockerfile: auto

                push:
                  - prefect_docker.deployments.steps.push_docker_image:
                      requires: prefect-docker>=0.6.0
                      image_name: "{{ build-image.image_name }}"
                      tag: "{{ build-image.tag }}"
                      credentials:
                        registry_url: "{{ $CI_REGISTRY }}"
                        username: "{{ $CI_REGISTRY_USER }}"
                        password: "{{ $CI_REGISTRY_PASSWORD }}"

                pull:
                  - prefect.deployments.steps.set_working_directory:
                      directory: /opt/prefect/%1$s

                deployments:
                  - name: hello
                    entrypoint: flows/hello.py:hello_flow
                    tags: *tags
                    parameters: {name: team}
                    work_pool: *pool
                  - name: hello-scheduled
                    entrypoint: flows/hello.py:hello_flow
                    tags: *tags
                    work_pool:
                      <<: *pool
                    schedules:
                      - cron: "* * * * * */20"
                        slug: every-20-seconds
                """.formatted(
                        project, project.equals("happy") ? "{{ $PREFECT_IMAGE_NAME }}" : "{{ $CI_REGISTRY_IMAGE }}"));
    }

    static void existingImage(WorkTree tree) {
        tree.write("flows/hello.py", FLOW);
        tree.write("prefect.yaml", """
                pull:
                  - prefect.deployments.steps.git_clone:
                      repository: https://gitlab.example/team/app.git
                deployments:
                  - name: hello
                    entrypoint: flows/hello.py:hello_flow
                    work_pool:
                      name: slipway-docker
                      job_variables: {image: "prefecthq/prefect:3.8.8-python3.11"}
                """);
    }
}
