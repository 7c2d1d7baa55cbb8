# The ops machine: the nightly flow, on its own schedule or against a Prefect server (see compose.yaml).
#   docker build -f docker/flows.Dockerfile -t boothflow-flows .
#   docker run -v boothflow:/data boothflow-flows nightly
ARG BASE=python:3.12-slim-bookworm
FROM ${BASE}

WORKDIR /app
COPY lock/ops.txt lock/
RUN pip install --no-cache-dir --require-hashes --requirement lock/ops.txt
COPY pyproject.toml README.md LICENSE ./
COPY capture capture
COPY exports exports
COPY flows flows
RUN pip install --no-cache-dir --no-deps .

RUN useradd --uid 10001 --create-home ops && mkdir /data && chown ops /data
USER 10001
ENV BOOTHFLOW_HOME=/data DO_NOT_TRACK=1
VOLUME /data
ENTRYPOINT ["boothflow"]
CMD ["nightly"]
