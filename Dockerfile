# Esther's large form: one image for the web processes, the workers and the monitors (compose.yaml says which is which).
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 ENV_FILE=/dev/null
WORKDIR /esther

COPY requirements.txt requirements-scale.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes \
    -r requirements.txt -r requirements-scale.txt

COPY . .
# The key is thrown away: nothing that is collected depends on it.
RUN SECRET_KEY=only-to-collect-static-files DATABASE_URL=sqlite://:memory: \
    python manage.py collectstatic --no-input --verbosity 0 \
    && useradd --system --no-create-home esther

USER esther
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000"]
