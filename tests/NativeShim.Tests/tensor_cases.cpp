// Metadata, and values in and out.
#include <complex>
#include <thread>

#include "support.h"

namespace test {
namespace {

void metadata() {
  Tensor rows = tensor({0, 1, 2, 3, 4, 5}, {2, 3});
  const int64_t* sizes = nullptr;
  const int64_t* strides = nullptr;
  int64_t dim = 0;
  require(torch_tensor_geometry(rows, &sizes, &strides, &dim));
  CHECK(dim == 2 && sizes[0] == 2 && sizes[1] == 3 && strides[0] == 3 && strides[1] == 1);
  CHECK(torch_tensor_dim(rows) == 2);
  CHECK(torch_tensor_numel(rows) == 6);
  CHECK(torch_tensor_dtype(rows) == float64);
  CHECK(torch_tensor_layout(rows) == 0);
  const DeviceValue device = torch_tensor_device(rows);
  CHECK(device.type == 0);
  CHECK(torch_tensor_is_defined(rows));
  CHECK(!torch_tensor_is_defined(nullptr));
  CHECK(torch_tensor_storage_bytes(rows) == 48);

  Tensor row;
  require(aten_select_int(row.out(), rows, 0, 1));
  int64_t offset = 0;
  require(torch_tensor_storage_offset(&offset, row));
  CHECK(offset == 3);
  void* own = nullptr;
  void* start = nullptr;
  void* viewed = nullptr;
  int64_t bytes = 0;
  require(torch_tensor_data_ptr(&own, rows));
  require(torch_tensor_data_ptr(&viewed, row));
  require(torch_tensor_storage(&start, &bytes, row));
  CHECK(viewed == static_cast<double*>(own) + 3);
  CHECK(start == own && bytes == 48);

  Tensor columns;
  require(aten_transpose_int(columns.out(), rows, 0, 1));
  bool contiguous = true;
  require(torch_tensor_is_contiguous(&contiguous, columns));
  CHECK(!contiguous);
  require(torch_tensor_is_contiguous(&contiguous, rows));
  CHECK(contiguous);

  Optional<int8_t> gradient{};
  require(torch_tensor_grad_dtype_get(&gradient, rows));
  CHECK(gradient.has_value && gradient.value == float64);
  require(torch_tensor_grad_dtype_set(rows, {0, false}));
  require(torch_tensor_grad_dtype_get(&gradient, rows));
  CHECK(!gradient.has_value);
  require(torch_tensor_grad_dtype_set(rows, {float32, true}));
  require(torch_tensor_grad_dtype_get(&gradient, rows));
  CHECK(gradient.has_value && gradient.value == float32);
}

void counting() {
  Tensor one = full({2}, 1);
  CHECK(torch_tensor_use_count(one) == 1);
  torch_tensor_incref(one);
  CHECK(torch_tensor_use_count(one) == 2);
  torch_tensor_free(one);
  CHECK(torch_tensor_use_count(one) == 1);
  torch_tensor_free(nullptr);

  // Borrowed in every way an operand can be, a tensor has one reference afterwards.
  const Tensor input = full({2, 3}, 1);
  const Tensor weight = full({3}, 2);
  const std::vector<int64_t> shape{3};
  Tensor output, mean, deviation;
  require(aten_native_layer_norm(output.out(), mean.out(), deviation.out(), input, span(shape), weight, nullptr, 1e-5));
  CHECK(torch_tensor_use_count(input) == 1);
  CHECK(torch_tensor_use_count(weight) == 1);
  CHECK(output.values() == std::vector<double>(6, 0.0));

  const Tensor picks = tensor<int64_t>({1, 0}, {2}, int64);
  const std::vector<TensorHandle> indices{nullptr, picks};
  require(aten_index_Tensor(output.out(), input, span(indices)));
  CHECK(torch_tensor_numel(output) == 4);
  CHECK(torch_tensor_use_count(picks) == 1);
}

// References taken and dropped by several threads at once.
void counting_from_threads() {
  const Tensor shared = full({2}, 1);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&shared] {
      for (int turn = 0; turn < 20000; ++turn) {
        torch_tensor_incref(shared);
        torch_tensor_free(shared);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(torch_tensor_use_count(shared) == 1);
  CHECK(shared.values() == std::vector<double>{1, 1});
}

void lists() {
  const Tensor all = tensor({0, 1, 2, 3, 4, 5, 6}, {7});
  TensorArray parts{};
  require(aten_split_Tensor(&parts, all, 3, 0));
  CHECK(parts.length == 3);
  const Tensor first(parts.data[0]), second(parts.data[1]), third(parts.data[2]);
  torch_memory_free(parts.data);
  CHECK(second.values() == std::vector<double>{3, 4, 5});
  CHECK(third.values() == std::vector<double>{6});
}

void versions() {
  Tensor values = full({2}, 1);
  int64_t before = 0;
  int64_t after = 0;
  require(torch_tensor_version(&before, values));
  require(aten_normal_(values, 0, 1, nullptr));
  require(torch_tensor_version(&after, values));
  CHECK(after == before + 1);

  Tensor data;
  require(torch_tensor_variable_data(data.out(), values));
  CHECK(data.values() == values.values());
  const Tensor other = tensor({8, 9}, {2});
  require(torch_tensor_set_data(values, other));
  CHECK(values.values() == std::vector<double>{8, 9});
}

ScalarValue item(const Tensor& source) {
  ScalarValue value{};
  require(torch_tensor_item(&value, source));
  return value;
}

void items() {
  CHECK(item(full({}, 2.5)).kind == 0 && item(full({}, 2.5)).real == 2.5);
  CHECK(item(full({1, 1}, 1.5, float32)).real == 1.5);
  CHECK(item(full({}, -3, int64)).kind == 1 && item(full({}, -3, int64)).integer == -3);
  CHECK(item(full({}, 1, boolean)).kind == 3 && item(full({}, 1, boolean)).integer == 1);
  CHECK(item(full({}, 0, boolean)).integer == 0);

  const Tensor complex = tensor<std::complex<double>>({{3, 4}}, {1}, complex128);
  CHECK(item(complex).kind == 2 && item(complex).real == 3 && item(complex).imaginary == 4);

  constexpr uint64_t large = (uint64_t{1} << 63) + 5;
  const ScalarValue unsigned_item = item(tensor<uint64_t>({large}, {1}, uint64));
  CHECK(unsigned_item.kind == 4 && static_cast<uint64_t>(unsigned_item.integer) == large);

  Tensor filled;
  const std::vector<int64_t> size{1};
  require(aten_full(filled.out(), span(size), unsigned_item, {uint64, true}, {}, {}, {}));
  CHECK(filled.values<uint64_t>() == std::vector<uint64_t>{large});

  ScalarValue none{};
  CHECK(failure(torch_tensor_item(&none, full({2}, 1))).kind == Internal);
}

void reading() {
  const Tensor rows = tensor({0, 1, 2, 3, 4, 5}, {2, 3});
  Tensor columns;
  require(aten_transpose_int(columns.out(), rows, 0, 1));
  CHECK(columns.values() == std::vector<double>{0, 3, 1, 4, 2, 5});

  // Pending conjugation and negation are carried out.
  using Complex = std::complex<double>;
  const Tensor complex = tensor<Complex>({{1, 2}, {3, -4}}, {2}, complex128);
  Tensor conjugated, imaginary;
  require(aten_conj(conjugated.out(), complex));
  CHECK(conjugated.values<Complex>() == std::vector<Complex>{{1, -2}, {3, 4}});
  require(aten_imag(imaginary.out(), conjugated));
  CHECK(imaginary.values() == std::vector<double>{-2, 4});

  const Tensor recorded = leaf({2}, 3);
  CHECK(product(recorded, recorded).values() == std::vector<double>{9, 9});
  CHECK(full({0}, 1).values().empty());

  double buffer[6];
  CHECK(failure(torch_tensor_copy_to(rows, buffer, 40)).kind == Value);
  Tensor sparse;
  require(aten_to_sparse(sparse.out(), rows, {}, {}, {}));
  CHECK(failure(torch_tensor_copy_to(sparse, buffer, 48)).kind == Value);
  CHECK(torch_tensor_storage_bytes(sparse) == 0);
  CHECK(torch_tensor_layout(sparse) == 1);
  const int64_t* sizes = nullptr;
  const int64_t* strides = nullptr;
  int64_t dim = 0;
  require(torch_tensor_geometry(sparse, &sizes, &strides, &dim));
  CHECK(dim == 2 && sizes[1] == 3 && strides == nullptr);
}

}  // namespace

void tensor_cases() {
  metadata();
  counting();
  counting_from_threads();
  lists();
  versions();
  items();
  reading();
}

}  // namespace test
