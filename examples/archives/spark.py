"""Contradictions in many texts, on Spark: from a folder, from Parquet, from a table.

    pip install 'factlint[spark]'
    spark-submit examples/archives/spark.py examples/csto          # a folder of texts
    spark-submit examples/archives/spark.py articles.parquet       # a Parquet file, or a folder of them
    spark-submit examples/archives/spark.py newsroom.articles      # a table

Each part between `# %%` is a cell, where an editor or a notebook knows such marks.
"""

# %% Where the texts are
import os
import sys

from pyspark.sql import SparkSession

from factlint import spark as factlint

session = SparkSession.builder.appName("factlint").getOrCreate()
place = sys.argv[1] if len(sys.argv) > 1 else "examples/csto"

# %% Documents: a DataFrame with `id` and `text`; `date` (YYYY-MM-DD), `lang`, `source` and `url` where they are known
if place.endswith(".parquet"):
    documents = session.read.parquet(place)
elif os.path.isdir(place):
    # Each file is a text. For docx, PDF or HTML let `factlint extract FOLDER --format parquet` read them.
    files = session.sparkContext.wholeTextFiles(place)
    documents = session.createDataFrame(files, "id string, text string")
else:
    documents = session.table(place)

# %% Claims: each partition is piped through one `factlint extract`
tables = factlint.extract(documents)
tables.claims.groupBy("kind").count().orderBy("kind").show()
tables.problems.show(truncate=False)

# %% What they say of one thing, by day
tables.claims.where("kind = 'members'").select("date", "document", "about", "value", "text").orderBy("date").show(truncate=60)

# %% Findings, as `factlint check` words them
factlint.findings(tables).select("severity", "rule", "message", "documents").show(truncate=False)
tables.unpersist()
session.stop()
