# A station without a desktop: scans a camera of the host, films or folders of pictures into a journal on a volume.
#   docker build -f docker/capture.Dockerfile -t boothflow-capture .
#   docker run --device /dev/video0 -v boothflow:/data boothflow-capture scan 0 --event expo --staff Ana
ARG BASE=python:3.12-slim-bookworm
FROM ${BASE}

# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libzbar0 libgl1 libglib2.0-0 fonts-dejavu-core fonts-wqy-microhei \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY lock/booth.txt lock/
RUN pip install --no-cache-dir --require-hashes --requirement lock/booth.txt
COPY pyproject.toml README.md LICENSE ./
COPY capture capture
COPY exports exports
COPY flows flows
RUN pip install --no-cache-dir --no-deps .

RUN useradd --uid 10001 --create-home booth && mkdir /data && chown booth /data
USER 10001
ENV BOOTHFLOW_HOME=/data
VOLUME /data
ENTRYPOINT ["boothflow"]
CMD ["doctor"]
